/**
 * Writes what is made from the sources: the list of fields, the list of previews, and the bundles
 * of the rooms, and the words for translators. `--check` writes nothing and fails where what is committed is not what it makes.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { template } from "./words.js";

/** Folders of which every file is used, and what each offers: nobody keeps a list by hand. */
const LISTS = { "exercise/fields": "render", "exercise/previews": "previews" };
const ROOMS = {
  "../exercises/static": ["exercise/exercise.js", "exercise/exercise.css"],
  "../phone/static": [
    "lesson.js",
    "days.js",
    "home.js",
    "live.js",
    "certificate.js",
    "send.js",
    "line.js",
    "check.js",
    "keepsakes.js",
    "parts.js",
    "found.js",
    "joining.js",
    "partner.js",
    "restore.js",
    "told.js",
    "sw.js",
    "phone.css",
    "live.css",
  ].map((name) => `phone/${name}`),
  "../receiver/live/static": ["live/screen.js", "live/door.js", "live/screen.css"],
  "../desk/static": ["desk/desk.js", "desk/desk.css"],
  "../desk/lab/labextensions/kelas-umkm/static": ["desk/lab.js"],
};
/** What a page loads when somebody asks for it: it finds the page's store there. */
const LATER = ["send", "line", "check", "keepsakes", "joining", "partner", "restore", "told"].map(
  (name) => `phone/${name}.js`,
);
const pageStore = {
  name: "page-store",
  setup: (/** @type {import("esbuild").PluginBuild} */ { onResolve }) =>
    onResolve({ filter: /\/store\.js$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, "page-store.js"),
    })),
};
const CHECK = process.argv.includes("--check");

/** @param {string} path @param {string | Uint8Array} made @returns {string[]} what is wrong */
function put(path, made) {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(made))) return [];
  if (!CHECK) writeFileSync(path, made);
  return [path];
}

/** @param {string} folder @param {string} offered @returns {string} a module that hands on all */
function list(folder, offered) {
  const names = readdirSync(folder).filter((file) => file.endsWith(".js") && file !== "index.js");
  const known = names.map((file) => file.slice(0, -3)).sort();
  const imports = known.map((name) => `import { ${offered} as ${name} } from "./${name}.js";`);
  const note = "// Written by build.js: one line for each file of this folder.";
  return [note, ...imports, "", `export const ALL = { ${known.join(", ")} };`, ""].join("\n");
}

/** @param {string} outdir @param {string[]} entryPoints @param {import("esbuild").Plugin[]} plugins */
async function made(outdir, entryPoints, plugins) {
  const { outputFiles } = await build({
    entryPoints,
    outdir,
    plugins,
    bundle: true,
    minify: true,
    // JupyterLab loads its extensions as classic scripts.
    format: entryPoints.includes("desk/lab.js") ? "iife" : "esm",
    target: ["es2018", "chrome73"],
    charset: "utf8",
    legalComments: "none",
    write: false,
  });
  return outputFiles;
}

/** @param {string} outdir @param {string[]} entryPoints @returns {Promise<string[]>} what is wrong */
async function bundle(outdir, entryPoints) {
  const now = entryPoints.filter((path) => !LATER.includes(path));
  const later = entryPoints.filter((path) => LATER.includes(path));
  const outputs = [...(await made(outdir, now, [])), ...(await made(outdir, later, [pageStore]))];
  const names = outputs.map(({ path }) => resolve(path));
  mkdirSync(outdir, { recursive: true });
  const old = readdirSync(outdir).map((name) => resolve(outdir, name));
  const left = old.filter((path) => !names.includes(path));
  if (!CHECK) for (const path of left) rmSync(path);
  return [...outputs.flatMap(({ path, contents }) => put(path, contents)), ...left];
}

process.chdir(import.meta.dirname);
const lists = Object.entries(LISTS).flatMap(([folder, offered]) =>
  put(join(folder, "index.js"), list(folder, offered)),
);
const bundles = [];
for (const [outdir, entryPoints] of Object.entries(ROOMS)) {
  bundles.push(...(await bundle(outdir, entryPoints)));
}
const words = put("../locale/words.pot", await template());
const changed = [...lists, ...bundles, ...words];
for (const path of changed)
  console.log(`${CHECK ? "not what build.js makes" : "written"}: ${path}`);
if (CHECK && changed.length) process.exit(1);
