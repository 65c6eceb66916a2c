/** How land, arrows, heaps, entities and names are drawn on the map's canvas. Where they lie is left to map.mjs. */

import { direction, wrap } from "../shared/direction.mjs";
import { FAMILY } from "../shared/fonts.mjs";
import { iconPath } from "../shared/icons.mjs";
import { numbers } from "../shared/words.mjs";

// Half of a disc's width in px.
export const DISC = 10;
export const ARROWS = new Set(["deployment", "withdrawal", "violence"]);

/** Land and boundaries, the disputed ones dashed; ``ratio`` is canvas px a px. */
export function drawLand(c, look, { camera, borders, ratio }) {
  const { k, x, y } = camera;
  const { land, agreed, disputed, lines } = borders;
  c.save();
  c.setTransform(ratio * k, 0, 0, ratio * k, ratio * x, ratio * y);
  c.lineJoin = "round";
  c.fillStyle = look.faint;
  c.globalAlpha = look.theme === "dark" ? 0.22 : 0.2;
  c.fill(land);
  c.strokeStyle = look.faint;
  c.lineWidth = 0.8 / k;
  c.globalAlpha = 0.7;
  c.stroke(lines);
  c.globalAlpha = 1;
  c.stroke(agreed);
  c.strokeStyle = look.ink;
  c.globalAlpha = 0.65;
  c.lineWidth = 1 / k;
  c.setLineDash([4 / k, 3 / k]);
  c.stroke(disputed);
  c.restore();
}

/** One relation along its line, in its status; ``beside``: it comes from the list beside the map. */
export function drawArrow(c, look, focus, { edge, line, beside }) {
  const hot = focus.pickedEdge === edge.id || focus.edge === edge.id || focus.picked.has(edge.source) || focus.picked.has(edge.target);
  const strong = ARROWS.has(edge.family);
  const status = look.status(edge.status);
  const draw = (colour, dash, offset = 0) => {
    c.strokeStyle = colour;
    c.setLineDash(dash ?? []);
    c.lineDashOffset = offset;
    c.beginPath();
    line.forEach((p, i) => (i ? c.lineTo(p.x, p.y) : c.moveTo(p.x, p.y)));
    c.stroke();
  };
  c.save();
  c.globalAlpha = hot ? 1 : beside ? 0.45 : strong ? 1 : 0.28;
  c.lineWidth = (strong ? 1.8 + Math.min(3, edge.sources * 0.5) : 1.2) + (hot ? 1.2 : 0);
  const second = look.second(edge.status);
  if (second) {
    draw(second, null);
    draw(look.line(edge.status), [6, 6]);
  } else draw(look.line(edge.status), status.dash);
  if (strong || hot) {
    const [end, before] = [line.at(-1), line.at(-3) ?? line[0]];
    const angle = Math.atan2(end.y - before.y, end.x - before.x);
    c.setLineDash([]);
    c.fillStyle = look.line(edge.status);
    c.translate(end.x, end.y);
    c.rotate(angle);
    c.beginPath();
    c.moveTo(4, 0);
    c.lineTo(-8, -5.5);
    c.lineTo(-8, 5.5);
    c.fill();
  }
  c.restore();
}

/** How many more there are than there is room for. */
export function drawHeap(c, look, { x, y, more, lang }, taken) {
  const text = `+\u2060${numbers(lang).format(more)}`;
  c.save();
  c.font = `600 10.5px ${FAMILY}`;
  const w = c.measureText(text).width + 9;
  taken.add({ x: x - 4, y: y - 8, w, h: 16 });
  c.fillStyle = look.ink;
  c.strokeStyle = look.ground;
  c.lineWidth = 1.5;
  c.beginPath();
  c.roundRect(x - 4, y - 8, w, 16, 8);
  c.fill();
  c.stroke();
  c.fillStyle = look.ground;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.direction = "ltr";
  c.fillText(text, x - 4 + w / 2, y + 0.5);
  c.restore();
}

/** One entity, in the shape and with the sign of its type. */
export function drawDisc(c, look, focus, { x, y, node }) {
  const type = look.type(node.type);
  const picked = focus.picked.has(node.id);
  c.save();
  c.translate(x, y);
  if (focus.dims?.(node.id)) c.globalAlpha = 0.35;
  c.beginPath();
  if (type.shape === "square") c.roundRect(-DISC, -DISC, DISC * 2, DISC * 2, 4);
  else if (type.shape === "diamond") {
    const r = DISC * 1.25;
    c.moveTo(0, -r);
    c.lineTo(r, 0);
    c.lineTo(0, r);
    c.lineTo(-r, 0);
    c.closePath();
  } else c.arc(0, 0, DISC, 0, 7);
  c.fillStyle = look.fill(node.type);
  c.fill();
  c.lineWidth = picked ? 3 : 2;
  c.strokeStyle = picked ? look.ink : look.ground;
  c.stroke();
  c.scale(0.5, 0.5);
  c.translate(-12, -12);
  c.strokeStyle = look.onFill;
  c.lineWidth = 2.4;
  c.lineCap = c.lineJoin = "round";
  c.stroke(new Path2D(iconPath(type.icon)));
  c.restore();
}

/** A name where nothing else is yet: beneath, above, behind or before its disc; where there is no room, none. */
export function drawLabel(c, look, { x, y, node }, taken) {
  const lines = wrap(node.label, 20);
  c.save();
  c.font = `600 12px ${FAMILY}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.direction = direction(node.label);
  const w = Math.max(...lines.map((line) => c.measureText(line).width)) + 6;
  const tall = lines.length * 15;
  const box = [{ x: x - w / 2, y: y + DISC + 2 }, { x: x - w / 2, y: y - DISC - 2 - tall }, { x: x + DISC + 4, y: y - tall / 2 }, { x: x - DISC - 4 - w, y: y - tall / 2 }].map((at) => ({ ...at, w, h: tall })).find((one) => !taken.hit(one));
  if (box) {
    taken.add(box);
    c.lineWidth = 3.5;
    c.lineJoin = "round";
    c.strokeStyle = look.ground;
    c.fillStyle = look.ink;
    lines.forEach((line, i) => {
      const at = [box.x + w / 2, box.y + 8 + i * 15];
      c.strokeText(line, at[0], at[1]);
      c.fillText(line, at[0], at[1]);
    });
  }
  c.restore();
}
