// define.ts: importing it registers the custom elements. It is the only module of the package that does something when imported.
import { define } from "./elements.ts";

define();
