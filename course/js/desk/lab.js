/**
 * JupyterLab's side of the course: a card that opens the desk, and lessons that open as lessons.
 *
 * A prebuilt extension by hand: what JupyterLab loads is a container of webpack's module
 * federation (`init` gets the shared modules, `get` hands out ours), so nobody needs its builder.
 */

/** @typedef {Record<string, Record<string, { get: () => Promise<() => any> }>>} Shared */

/** @type {Shared} */
let shared = {};

/** @param {string} name @returns {Promise<any>} a module that JupyterLab shares */
async function of(name) {
  const [newest] = Object.values(shared[name]);
  return (await newest.get())();
}

/** @param {any} app @param {any} launcher */
function addCard(app, launcher) {
  app.commands.addCommand("kelas-umkm:desk", {
    label: "Meja kelas",
    caption: "Peserta, kiriman, nilai, dan laporan kelas",
    iconClass: "kelas-desk-icon",
    execute: () => window.open(`${app.serviceManager.serverSettings.baseUrl}kelas`, "_blank"),
  });
  launcher.add({ command: "kelas-umkm:desk", category: "Notebook", rank: -1 });
}

/** A lesson as participants have it, not its source: authors see all. @param {any} panel */
function isLesson(panel) {
  const about = panel.content.model?.getMetadata("lesson");
  return Boolean(about) && !/(^|\/)(source|autograded)\//.test(panel.context.path);
}

/** Show only the lesson, and run it: its forms are made when its cells run. @param {any} panel */
async function open(panel, /** @type {any} */ actions) {
  await panel.context.ready;
  if (!isLesson(panel)) return;
  panel.addClass("kelas-lesson");
  await panel.sessionContext.ready;
  await actions.runAll(panel.content, panel.sessionContext);
  panel.content.activeCellIndex = 0;
  panel.content.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
}

const STYLE = `
.kelas-lesson > .jp-Toolbar, .kelas-lesson .jp-cell-toolbar, .kelas-lesson .jp-toolbar-overlap,
.kelas-lesson .jp-Notebook-footer { display: none; }
.kelas-lesson .jp-CodeCell .jp-Cell-inputWrapper, .kelas-lesson .jp-Collapser { display: none; }
.kelas-lesson .jp-InputPrompt, .kelas-lesson .jp-OutputPrompt { display: none; }
.kelas-lesson .jp-Cell { max-width: 46rem; margin: 0 auto; }
.kelas-lesson .jp-RenderedHTMLCommon { font-size: 17px; }
.kelas-desk-icon::before { content: "📋"; font-size: 2.2rem; line-height: 1; }
`;

/** @returns {Promise<any[]>} */
async function plugins() {
  const [{ PageConfig }, { ILauncher }, { INotebookTracker, NotebookActions }] = await Promise.all(
    ["@jupyterlab/coreutils", "@jupyterlab/launcher", "@jupyterlab/notebook"].map(of),
  );
  return [
    {
      id: "kelas-umkm:desk",
      autoStart: true,
      optional: [ILauncher, INotebookTracker],
      activate: (
        /** @type {any} */ app,
        /** @type {any} */ launcher,
        /** @type {any} */ tracker,
      ) => {
        document.head.append(
          Object.assign(document.createElement("style"), { textContent: STYLE }),
        );
        // A participant's own server, on a hub, has no desk.
        if (launcher && PageConfig.getOption("kelasDesk")) addCard(app, launcher);
        tracker?.widgetAdded.connect((/** @type {any} */ _, /** @type {any} */ panel) =>
          open(panel, NotebookActions),
        );
      },
    },
  ];
}

const containers = /** @type {any} */ (window);
containers._JUPYTERLAB = containers._JUPYTERLAB ?? {};
containers._JUPYTERLAB["kelas-umkm"] = {
  init: (/** @type {Shared} */ scope) => {
    shared = scope;
  },
  get: async () => {
    const made = { __esModule: true, default: await plugins() };
    return () => made;
  },
};

export {};
