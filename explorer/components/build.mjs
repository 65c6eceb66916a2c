/** Builds bundle/wasl.js, the hash of its sources and the note of third-party licences. */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "bundle");
const require = createRequire(import.meta.url);

const icons = {
  name: "icons",
  setup(builder) {
    builder.onResolve({ filter: /^virtual:icons$/ }, () => ({ path: "icons", namespace: "icons" }));
    builder.onLoad({ filter: /.*/, namespace: "icons" }, () => {
      const all = JSON.parse(readFileSync(join(dirname(require.resolve("lucide-static/package.json")), "icon-nodes.json"), "utf8"));
      const wanted = JSON.parse(readFileSync(join(here, "icons.json"), "utf8"));
      const missing = wanted.filter((name) => !all[name]);
      if (missing.length) throw new Error(`icons.json names icons that Lucide does not have: ${missing.join(", ")}`);
      return { contents: JSON.stringify(Object.fromEntries(wanted.map((name) => [name, all[name]]))), loader: "json" };
    });
  },
};

/** What runs beside the page, as text: a worker is started from a blob, so that a page needs no second file. */
const worker = {
  name: "worker",
  setup(builder) {
    builder.onResolve({ filter: /^virtual:worker$/ }, () => ({ path: "worker", namespace: "worker" }));
    builder.onLoad({ filter: /.*/, namespace: "worker" }, async () => {
      const { outputFiles } = await build({ entryPoints: [join(here, "canvas/layouts/worker.mjs")], bundle: true, format: "iife", target: "es2022", minify: true, write: false, legalComments: "none", preserveSymlinks: builder.initialOptions.preserveSymlinks });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

/** Every file that decides about the bundle, in one order on every machine. */
function sources(folder = here) {
  const skip = new Set(["node_modules", "bundle", "__pycache__"]);
  return readdirSync(folder)
    .filter((name) => !skip.has(name))
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? sources(path).map((one) => join(here, one)) : [path]))
    .filter((path) => /\.(mjs|css|json)$/.test(path))
    .map((path) => (path.startsWith(here) ? relative(here, path).split(sep).join("/") : path));
}

function hashOf(paths) {
  const whole = createHash("sha256");
  for (const path of [...paths].sort()) {
    const own = createHash("sha256").update(readFileSync(join(here, path))).digest("hex");
    whole.update(`${own}  ${path}\n`);
  }
  return whole.digest("hex");
}

/** Name, version, licence and licence text of every package whose code or data is in the bundle. */
function licences(inputs) {
  const names = new Set(["lucide-static", "world-atlas"]);
  for (const path of Object.keys(inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (found) names.add(found[1]);
  }
  const parts = [...names].sort().map((name) => {
    const folder = join(here, "node_modules", name);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : `(the package carries no licence file; it declares ${about.license})`;
    return `## ${name} ${about.version} (${about.license})\n\n${text}\n`;
  });
  return `# Third-party work in wasl.js\n\nWritten by build.mjs from the packages that went into the bundle.\n\n${parts.join("\n")}`;
}

// The boundaries travel by themselves, when a map is first opened.
const boundaries = readFileSync(require.resolve("world-atlas/countries-50m.json"));
const borders = `borders-${createHash("sha256").update(boundaries).digest("hex").slice(0, 16)}.json`;

const result = await build({
  entryPoints: [join(here, "main.mjs")],
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "text", ".woff2": "binary" },
  plugins: [icons, worker],
  define: { BORDERS_FILE: JSON.stringify(borders) },
  outfile: join(out, "wasl.js"),
  metafile: true,
  logLevel: "warning",
});
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "borders.json"), boundaries);
writeFileSync(join(out, "SOURCES.sha256"), `${hashOf(sources())}\n`);
writeFileSync(join(out, "THIRD_PARTY.md"), licences(result.metafile.inputs));
console.log(`wasl.js ${(statSync(join(out, "wasl.js")).size / 1000).toFixed(0)} kB`);
