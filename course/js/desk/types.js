/**
 * How a piece of work stands, as the server tells it (`course.desk.work.State`).
 * @typedef {object} State
 * @property {string} title
 * @property {"running" | "done" | "refused" | "failed" | "stopped"} state
 * @property {string} begun
 * @property {string} doing
 * @property {number} done
 * @property {number} total
 * @property {[string, string][]} lines
 * @property {string} go
 * @property {string} path
 * @property {string} ask
 * @property {[string, string][]} values
 * @property {[string, string][]} fields
 */
export {};
