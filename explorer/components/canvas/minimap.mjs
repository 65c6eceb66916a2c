/** The overview in the corner: all entities as dots and the part in view as a frame; a click goes there. */

const [W, H] = [148, 96];

export class Minimap {
  /** @param {HTMLCanvasElement} canvas @param {{go: (x: number, y: number) => void}} on go: graph coordinates to be centred */
  constructor(canvas, on) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {{k: number, cx: number, cy: number}|null} */
    this.scale = null;
    const go = (event) => {
      if (!this.scale || !(event.buttons & 1)) return;
      const { k, cx, cy } = this.scale;
      on.go(cx + (event.offsetX - W / 2) / k, cy - (event.offsetY - H / 2) / k);
    };
    canvas.addEventListener("pointerdown", go);
    canvas.addEventListener("pointermove", go);
  }

  /** @param {import("./stage.mjs").Stage} stage @param {Map<string, any>} items @param {import("./look.mjs").Look} look */
  paint(stage, items, look) {
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== W * ratio) {
      this.canvas.width = W * ratio;
      this.canvas.height = H * ratio;
    }
    const x = this.context;
    x.setTransform(ratio, 0, 0, ratio, 0, 0);
    x.clearRect(0, 0, W, H);
    if (!items.size) return;
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    stage.graph.forEachNode((_id, a) => {
      x0 = Math.min(x0, a.x); x1 = Math.max(x1, a.x);
      y0 = Math.min(y0, a.y); y1 = Math.max(y1, a.y);
    });
    const k = Math.min((W - 22) / Math.max(60, x1 - x0), (H - 22) / Math.max(60, y1 - y0));
    const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
    this.scale = { k, cx, cy };
    const at = (gx, gy) => [W / 2 + (gx - cx) * k, H / 2 - (gy - cy) * k];
    const dot = items.size > 1500 ? 0.9 : items.size > 300 ? 1.4 : 2.2;
    stage.graph.forEachNode((_id, a) => {
      x.fillStyle = a.fill;
      x.beginPath();
      x.arc(...at(a.x, a.y), dot, 0, 7);
      x.fill();
    });
    const room = stage.room();
    const [p, q] = [stage.sigma.viewportToGraph({ x: 0, y: 0 }), stage.sigma.viewportToGraph({ x: room.width, y: room.height })];
    const [[ax, ay], [bx, by]] = [at(p.x, p.y), at(q.x, q.y)];
    const [left, top] = [Math.max(1, ax), Math.max(1, ay)];
    const [right, bottom] = [Math.min(W - 1, bx), Math.min(H - 1, by)];
    if (right <= left || bottom <= top) return;
    x.strokeStyle = look.accent;
    x.lineWidth = 1.5;
    x.beginPath();
    x.roundRect(left, top, right - left, bottom - top, 5);
    x.stroke();
  }
}
