// Tells the page whether it is light or dark: Streamlit's own menu changes that without running the page again.
export default function ({ parentElement, data, setStateValue }) {
  let told = data;
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
  return () => clearInterval(timer);
}
