// Starts a shared page: loads the bundle, asks for the share's data, draws it. All the page knows stands in data- attributes.
const root = document.getElementById("wasl");
const { bundle, data, gone, failed } = root.dataset;

function say(words) {
  root.replaceChildren(Object.assign(document.createElement("p"), { textContent: words, role: "status" }));
}

async function start() {
  const [wasl, response] = await Promise.all([import(bundle), fetch(data, { cache: "no-store", headers: { accept: "application/json" } })]);
  if (response.status === 404) return say(gone);
  if (!response.ok) return say((await response.json().catch(() => null))?.error ?? failed);
  const shared = await response.json();
  document.title = shared.title ? `${shared.title} – ${document.title}` : document.title;
  root.replaceChildren();
  const mount = shared.cards ? wasl.mountDashboard : wasl.mountPicture;
  mount(root, { ...shared, height: root.clientHeight || innerHeight - 48 }, new URL(data, location.href).href);
}

start().catch(() => say(failed));
