// Written by build.js: one line for each file of this folder.
import { previews as chat } from "./chat.js";
import { previews as post } from "./post.js";
import { previews as profile } from "./profile.js";
import { previews as shop } from "./shop.js";

export const ALL = { chat, post, profile, shop };
