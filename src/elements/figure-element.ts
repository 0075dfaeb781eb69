// figure-element.ts: what all custom elements of the room share: attributes, a figure in a shadow root, its events and errors.
import type { Model } from "../core/index.ts";
import { json, type Kind } from "./attributes.ts";
import { carried, changedIn, fewer, firstThat } from "./element-options.ts";
import { followPageScheme } from "./page-scheme.ts";
import { wordsOf } from "./rules.ts";
import { adoptTheme } from "./theme-sheet.ts";

export type Options = Readonly<Record<string, unknown>>;

/** A figure as an element wraps it. It fires `input` while it changes and `change` on release, and `value` is plain JSON. */
export interface ElementFigure extends HTMLElement {
  value: unknown;
  readonly model?: Model;
  reset?(): void;
  undo?(): void;
  redo?(): void;
  /** Takes new options in place. A figure without it is made anew, and gets the value that the old one had. */
  update?(options: Options): void;
}

export interface ElementParts {
  /** By attribute name; the property of the same name in camelCase takes the value itself. */
  readonly attributes: Readonly<Record<string, Kind>>;
  /** The figure of the options that are set, by property name. `signal` is aborted when the element has left the page. */
  readonly make: (options: Options, signal: AbortSignal) => ElementFigure;
  /** Options from the element's children, read again whenever they or `childAttributes` change; what it throws is shown. */
  readonly children?: (host: HTMLElement) => Options;
  readonly childAttributes?: readonly string[];
  /** Which parts of the value an option decides, where it is not the one of its own name. */
  readonly decides?: Readonly<Record<string, readonly string[]>>;
}

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** In Node there is nothing to extend: making a class there does no harm. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * The class of `<tag>`. The figure stands in a shadow root with theme.css, so it looks the same in any page, and the default
 * slot is what shows until then: children that no slot takes are hidden once the element is upgraded. `slot="caption"` stays.
 *
 * What an attribute must not be is said inside the element, and what was right before stays; where nothing was before, the
 * figure does without that attribute, so that there is always a `value`. Events of the figure become
 * `input` and `change` of the element. The attribute `value` is the state at the start, as JSON: `reset` goes to it. Moving it within the page changes nothing; while it is in no page its figure is gone
 * (`signal`), and its value waits for it to come back.
 */
export function figureElement(tag: string, parts: ElementParts): CustomElementConstructor {
  const properties = new Map(Object.entries(parts.attributes).map(([name, kind]) => [camel(name), kind]));

  class FigureElement extends Base {
    static readonly observedAttributes = [...Object.keys(parts.attributes), "value"];
    #options: Record<string, unknown> = {};
    #problems = new Map<string, string>();
    #figure: ElementFigure | undefined;
    /** One a connection: watches the children until it is aborted. */
    #connection: AbortController | undefined;
    /** One a figure: most elements have one figure for as long as they are connected. */
    #life: AbortController | undefined;
    #value: unknown;
    /** What the attribute `value` says. */
    #start: unknown;
    /** The options that the figure was made from. */
    #made: Options | undefined;
    #stale = false;
    readonly #place = document.createElement("div");
    readonly #error = document.createElement("p");
    readonly #scheme = new CSSStyleSheet();
    readonly #own = new CSSStyleSheet();

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      this.#dress();
      this.#place.setAttribute("part", "figure");
      this.#error.className = "pw-error";
      this.#error.setAttribute("part", "error");
      this.#error.setAttribute("role", "alert");
      this.#error.hidden = true;
      const caption = document.createElement("slot");
      caption.name = "caption";
      root.append(this.#place, this.#error, caption);
      for (const type of ["input", "change"]) {
        // Of what happens inside only the figure's own events are the element's; fields in it fire theirs as well.
        root.addEventListener(type, (event) => {
          event.stopPropagation();
          if (event.target === this.#figure) this.dispatchEvent(new Event(type, { bubbles: true }));
        });
      }
    }

    /** Its sheets are the page's: in another document it has none, and they are put on again when it comes back. */
    adoptedCallback(): void {
      if (this.ownerDocument === document) this.#dress();
    }

    /** Sheets and no <style>, which a page's policy may refuse. */
    #dress(): void {
      const root = this.shadowRoot!;
      this.#own.replaceSync(
        ":host{display:block}:host([hidden]){display:none}[part=figure]{direction:ltr}.pw-error:not([hidden]){margin-block:.5rem}",
      );
      root.adoptedStyleSheets = [this.#own, this.#scheme];
      adoptTheme(root);
    }

    get value(): unknown {
      return this.#figure ? this.#figure.value : this.#value;
    }

    set value(value: unknown) {
      if (this.#figure) this.#figure.value = value;
      else this.#value = value;
    }

    get model(): Model | undefined {
      return this.#figure?.model;
    }

    reset(): void {
      const figure = this.#figure;
      if (!figure || this.#start === undefined) {
        figure?.reset?.();
        return;
      }
      const before = JSON.stringify(figure.value);
      figure.value = this.#start;
      if (JSON.stringify(figure.value) === before) return;
      for (const type of ["input", "change"]) this.dispatchEvent(new Event(type, { bubbles: true }));
    }

    undo(): void {
      this.#figure?.undo?.();
    }

    redo(): void {
      this.#figure?.redo?.();
    }

    connectedCallback(): void {
      if (this.#connection) return; // moved
      // Properties that were set before the element was defined stand in front of ours.
      for (const name of [...properties.keys(), "value"]) {
        if (!Object.hasOwn(this, name)) continue;
        const value = (this as Record<string, unknown>)[name];
        delete (this as Record<string, unknown>)[name];
        (this as Record<string, unknown>)[name] = value;
      }
      this.#connection = new AbortController();
      followPageScheme(this, this.#scheme, this.#connection.signal);
      if (parts.children) {
        const observer = new MutationObserver(() => {
          this.#readChildren();
          this.#refresh();
        });
        observer.observe(this, { childList: true, subtree: true, attributeFilter: [...(parts.childAttributes ?? [])] });
        this.#connection.signal.addEventListener("abort", () => observer.disconnect());
        this.#readChildren();
      }
      this.#make();
    }

    disconnectedCallback(): void {
      queueMicrotask(() => {
        if (this.isConnected || !this.#connection) return;
        this.#value = this.value;
        this.#connection.abort();
        this.#connection = undefined;
        this.#life?.abort();
        this.#place.replaceChildren();
        this.#figure = undefined;
      });
    }

    attributeChangedCallback(name: string, _: string | null, text: string | null): void {
      if (name === "value") {
        this.#readValue(text);
        return;
      }
      try {
        if (text === null) delete this.#options[camel(name)];
        else this.#options[camel(name)] = parts.attributes[name].read(text);
        this.#problems.delete(name);
      } catch (error) {
        this.#problems.set(name, `${name} ${wordsOf(error)}`);
      }
      this.#refresh();
    }

    /** The option of a property: of one that the reader can change, as it is now. */
    getOption(name: string): unknown {
      const value = this.value as Record<string, unknown> | null | undefined;
      return typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? value[name]
        : this.#options[name];
    }

    setOption(name: string, value: unknown): void {
      if (value === undefined) delete this.#options[name];
      else {
        try {
          this.#options[name] = properties.get(name)!.check(value);
        } catch (error) {
          throw new RangeError(`${tag}: ${name} ${wordsOf(error)}`);
        }
      }
      this.#refresh();
    }

    #readValue(text: string | null): void {
      this.#problems.delete("value");
      try {
        this.#start = text === null ? undefined : anyJson.read(text);
        if (text !== null) this.value = this.#start;
      } catch (error) {
        this.#problems.set("value", `value ${wordsOf(error)}`);
      }
      this.#tell();
    }

    #children: Options = {};

    #readChildren(): void {
      try {
        this.#children = parts.children!(this);
        this.#problems.delete("children");
      } catch (error) {
        this.#problems.set("children", wordsOf(error));
      }
    }

    /** Makes the figure; where the options do not go together, what stood there stays, or at first a figure of fewer of them. */
    #make(): void {
      this.#attempt(() => {
        const life = new AbortController();
        const { value } = this;
        const given = { ...this.#children, ...this.#options };
        const tried = this.#figure ? [given] : [given, ...fewer(given)];
        const { figure, options, refused } = firstThat(tried, (options) => parts.make(options, life.signal));
        const changed = this.#made ? changedIn(this.#made, options) : [];
        const kept = changed.flatMap((name) => parts.decides?.[name] ?? [name]);
        this.#made = options;
        this.#life?.abort();
        this.#life = life;
        this.#value = undefined;
        this.#figure = figure;
        this.#place.replaceChildren(figure);
        if (value !== undefined) figure.value = carried(value, figure.value, kept);
        if (refused) throw refused;
      });
    }

    #refresh(): void {
      if (!this.#connection) return;
      const figure = this.#figure;
      if (figure?.update) {
        this.#attempt(() => {
          const options = { ...this.#children, ...this.#options };
          figure.update!(options);
          this.#made = options;
        });
      } else if (!this.#stale) {
        // Made anew once, however many attributes change in this task.
        this.#stale = true;
        queueMicrotask(() => {
          this.#stale = false;
          if (this.#connection) this.#make();
        });
      }
    }

    #attempt(work: () => void): void {
      try {
        work();
        this.#problems.delete("figure");
      } catch (error) {
        this.#problems.set("figure", wordsOf(error));
      }
      this.#tell();
    }

    #tell(): void {
      this.#error.textContent = [...this.#problems.values()].map((problem) => `${tag}: ${problem}`).join(" ");
      this.#error.hidden = this.#problems.size === 0;
    }
  }

  for (const name of properties.keys()) {
    Object.defineProperty(FigureElement.prototype, name, {
      get(this: FigureElement) {
        return this.getOption(name);
      },
      set(this: FigureElement, value: unknown) {
        this.setOption(name, value);
      },
    });
  }
  return FigureElement;
}

const anyJson = json((value) => value);
