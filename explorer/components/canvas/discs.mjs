/**
 * Draws sigma's discs without instancing: four vertices of their own for each, all in one call.
 *
 * Without a graphics card an instance costs a drawing call of its own inside the driver, and sigma draws each disc twice
 * (to be seen, and to be picked): that was most of a frame. Shaders, colours and picking stay sigma's own; where a later
 * sigma is built otherwise, its own way is left in place.
 */

const CORNERS = [[-1, -1], [1, -1], [-1, 1], [1, 1]];
const FLOATS = 5;

/** Has a renderer draw its discs so, also after a lost context came back. @param {any} sigma */
export function flat(sigma) {
  /** @type {any} */
  let known = null;
  sigma.on("beforeRender", () => {
    const program = sigma.nodeProgram;
    if (program === known) return;
    known = program;
    const names = program?.ATTRIBUTES?.map(({ name }) => name).join();
    if (program?.isInstanced && program.VERTICES === 4 && program.ATTRIBUTES_ITEMS_COUNT === 3 && names === "a_nodeIndex,a_id,a_opacity") taken(program);
  });
}

function taken(program) {
  const { gl } = program.normalProgram;
  const [vertices, order] = [gl.createBuffer(), gl.createBuffer()];
  let [uploaded, room] = [-1, 0];

  function upload() {
    if (uploaded === program.bufferGeneration) return;
    uploaded = program.bufferGeneration;
    const { ints, capacity } = program;
    const all = new Uint32Array(capacity * 4 * FLOATS);
    const floats = new Float32Array(all.buffer);
    for (let i = 0, at = 0; i < capacity; i++) {
      for (const [x, y] of CORNERS) {
        all[at] = ints[i * 3];
        all[at + 1] = ints[i * 3 + 1];
        all[at + 2] = ints[i * 3 + 2];
        floats[at + 3] = x;
        floats[at + 4] = y;
        at += FLOATS;
      }
    }
    gl.bufferData(gl.ARRAY_BUFFER, all, gl.DYNAMIC_DRAW);
  }

  program.bindProgram = ({ attributeLocations: at }) => {
    gl.bindBuffer(gl.ARRAY_BUFFER, vertices);
    upload();
    const base = program.renderOffset * 4 * FLOATS * 4;
    const bind = (name, size, type, normalized, offset) => {
      if (at[name] < 0) return;
      gl.enableVertexAttribArray(at[name]);
      gl.vertexAttribPointer(at[name], size, type, normalized, FLOATS * 4, base + offset);
      gl.vertexAttribDivisor(at[name], 0);
    };
    bind("a_nodeIndex", 1, gl.FLOAT, false, 0);
    bind("a_id", 4, gl.UNSIGNED_BYTE, true, 4);
    bind("a_opacity", 1, gl.FLOAT, false, 8);
    bind("a_quadCorner", 2, gl.FLOAT, false, 12);
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
  };
  program.unbindProgram = ({ attributeLocations: at }) => {
    for (const name of ["a_nodeIndex", "a_id", "a_opacity", "a_quadCorner"]) if (at[name] >= 0) gl.disableVertexAttribArray(at[name]);
  };
  program.drawWebGL = () => {
    const count = program.renderCount >= 0 ? program.renderCount : program.capacity;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, order);
    if (count > room) {
      room = Math.max(256, count, room * 2);
      const all = new Uint32Array(room * 6);
      for (let i = 0; i < room; i++) all.set([0, 1, 2, 2, 1, 3].map((corner) => i * 4 + corner), i * 6);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, all, gl.STATIC_DRAW);
    }
    gl.drawElements(gl.TRIANGLES, count * 6, gl.UNSIGNED_INT, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, null);
  };
}
