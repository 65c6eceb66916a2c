/** What the bundle offers: three Streamlit components, and two mounts for share pages. */

export { network } from "./canvas/entry.mjs";
export { dashboard, mountDashboard, mountPicture } from "./dashboard/entry.mjs";
export { reader } from "./reader/entry.mjs";
