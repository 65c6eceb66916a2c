// Tells the page whether it is light or dark (and its style sheet which way the browser reads): Streamlit's own menu changes that without running the page again.
export default function ({ parentElement, data, setStateValue }) {
  let told = data;
  // Streamlit's sliders put their knob by the direction of the browser's language, but fill their track from the left.
  document.documentElement.toggleAttribute("data-mirrored-sliders", /^(ar|dv|fa|he|ks|ku|ps|sd|ug|ur|yi)\b/i.test(navigator.language));
  const look = () => {
    const probe = document.createElement("span");
    probe.style.color = getComputedStyle(parentElement).getPropertyValue("--st-background-color").trim();
    parentElement.append(probe);
    const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
    probe.remove();
    return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128 ? "dark" : "light";
  };
  const check = () => {
    const now = look();
    if (now !== told) setStateValue("look", (told = now));
  };
  // The change comes as new style rules; there is no event for it.
  const timer = setInterval(check, 400);
  check();
  // On a phone the list of pages covers the page that was chosen from it.
  const chosen = (event) => {
    if (innerWidth > 640 || !event.target.closest?.('[data-testid="stSidebarNavLink"]')) return;
    setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 100);
  };
  document.addEventListener("click", chosen);
  return () => {
    clearInterval(timer);
    document.removeEventListener("click", chosen);
  };
}
