// stage.ts: triangles and strokes on a canvas, by three.js. Nothing else imports three.js, and this file is loaded only when it is wanted (load-stage.ts).
import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  DoubleSide,
  InterleavedBuffer,
  InterleavedBufferAttribute,
  LinearFilter,
  Mesh,
  OrthographicCamera,
  Scene,
  ShaderMaterial,
  Vector2,
  WebGLRenderer,
} from "three";
import type { Triangles } from "../../plot/surface/index.ts";
import { strokeShaders, triangleShaders } from "./stage-shaders.ts";

/** Straight strokes, ten numbers each: from, to, red, green and blue (from 0 to 1, as of #rrggbb), and the width in pixels. */
export interface Strokes {
  readonly values: Float32Array;
  readonly count: number;
}

/** The colours of heights: a picture with a column for each band of heights and a row for each light, from the least on. */
export interface Colours {
  /** Red, green, blue and opacity, a byte each. */
  readonly bytes: Uint8Array;
  readonly bands: number;
  readonly lights: number;
  /** The height z of the box is at first + z · each, counted in bands from the first one's lower end. */
  readonly first: number;
  readonly each: number;
  /** What is further from z = 0 is not shown. */
  readonly reach: number;
}

/** From where the scene is seen: towards its middle, along `away`, with `up` upwards. */
export interface Sight {
  readonly away: readonly [number, number, number];
  readonly up: readonly [number, number, number];
}

export interface Stage {
  /** The colours from now on. */
  paint(colours: Colours): void;
  /** What is shown from now on: copied. */
  fill(triangles: Triangles, strokes: Strokes): void;
  /** Draws it as it is seen from there, on a square of so many pixels of the page, each of `ratio` of the canvas. */
  draw(sight: Sight, size: number, ratio: number): void;
  dispose(): void;
}

/** How far the camera is away: parallel sight looks the same from anywhere outside of the scene. */
const FAR = 10;

/** Strokes lie on the triangles, which stand back for half the width, in pixels, of the widest one. */
const WIDEST = 2.5;

/** And by so many of the smallest steps of depth, for a surface that is seen from straight above has no slope. */
const GRAINS = 64;

const PER_VERTEX = 4;
const PER_STROKE = 10;

/** A stroke is a rectangle of two triangles, whose corners all hold the whole stroke: to draw instances costs a processor more. */
const CORNERS = 4;
const SIDES = [0, 1, 2, 2, 1, 3];

/**
 * @param extent half the width and height of what is seen
 * @param antialias whether edges are smoothed by the canvas itself; strokes always are
 * @throws {Error} if the browser gives no WebGL
 */
export function createStage(canvas: HTMLCanvasElement, extent: number, antialias: boolean): Stage {
  const renderer = new WebGLRenderer({ canvas, antialias, alpha: true });
  renderer.sortObjects = false;
  const scene = new Scene();
  const camera = new OrthographicCamera(-extent, extent, extent, -extent, 0, 2 * FAR);
  let texture: DataTexture | undefined;
  const surface = new ShaderMaterial({
    ...triangleShaders,
    ...{ side: DoubleSide, polygonOffset: true, polygonOffsetUnits: GRAINS },
    uniforms: { colours: { value: null }, scale: { value: new Vector2() }, reach: { value: 0 } },
  });
  const pen = new ShaderMaterial({
    ...strokeShaders,
    ...{ transparent: true, depthWrite: false, side: DoubleSide },
    uniforms: { size: { value: 1 }, reach: surface.uniforms.reach },
  });
  const triangles = new Mesh(new BufferGeometry(), surface);
  const strokes = new Mesh(new BufferGeometry(), pen);
  for (const mesh of [triangles, strokes]) {
    mesh.frustumCulled = false;
    scene.add(mesh);
  }
  let held = { triangles: 0, strokes: 0 };
  let drawn = "";

  /** Room for more than there was: buffers grow by doubling, so that few are ever made. */
  function grow(corners: number, lines: number): void {
    if (corners > held.triangles) {
      held = { ...held, triangles: 2 * corners };
      triangles.geometry.dispose();
      const values = new BufferAttribute(new Float32Array(held.triangles * PER_VERTEX), PER_VERTEX);
      triangles.geometry = new BufferGeometry().setAttribute("corner", values);
    }
    if (lines > held.strokes) {
      held = { ...held, strokes: 2 * lines };
      strokes.geometry.dispose();
      const values = new InterleavedBuffer(new Float32Array(held.strokes * CORNERS * PER_STROKE), PER_STROKE);
      const part = (size: number, offset: number) => new InterleavedBufferAttribute(values, size, offset);
      const order = Uint32Array.from({ length: held.strokes * SIDES.length }, (_, i) => {
        return CORNERS * Math.floor(i / SIDES.length) + SIDES[i % SIDES.length];
      });
      strokes.geometry = new BufferGeometry()
        .setIndex(new BufferAttribute(order, 1))
        .setAttribute("start", part(3, 0))
        .setAttribute("end", part(3, 3))
        .setAttribute("ink", part(4, 6));
    }
  }

  return {
    paint({ bytes, bands, lights, first, each, reach }) {
      texture?.dispose();
      texture = new DataTexture(bytes, bands, lights);
      texture.minFilter = texture.magFilter = LinearFilter;
      texture.needsUpdate = true;
      surface.uniforms.colours.value = texture;
      surface.uniforms.scale.value = new Vector2(each / bands, first / bands);
      surface.uniforms.reach.value = reach;
    },
    fill({ vertices, count }, { values, count: lines }) {
      grow(count, lines);
      const corners = triangles.geometry.attributes.corner as BufferAttribute;
      const pens = (strokes.geometry.attributes.ink as InterleavedBufferAttribute).data;
      corners.array.set(vertices.subarray(0, count * PER_VERTEX));
      for (let i = 0, to = 0; i < lines * PER_STROKE; i += PER_STROKE) {
        for (let corner = 0; corner < CORNERS; corner++) {
          for (let part = 0; part < PER_STROKE; part++) pens.array[to++] = values[i + part];
        }
      }
      for (const [buffer, numbers] of [
        [corners, count * PER_VERTEX],
        [pens, lines * CORNERS * PER_STROKE],
      ] as const) {
        buffer.clearUpdateRanges();
        buffer.addUpdateRange(0, numbers);
        buffer.needsUpdate = true;
      }
      triangles.geometry.setDrawRange(0, count);
      strokes.geometry.setDrawRange(0, lines * SIDES.length);
    },
    draw({ away, up }, size, ratio) {
      if (drawn !== `${size} ${ratio}`) {
        renderer.setPixelRatio(ratio);
        renderer.setSize(size, size, false);
        pen.uniforms.size.value = size;
        surface.polygonOffsetFactor = WIDEST * ratio;
        drawn = `${size} ${ratio}`;
      }
      camera.position.set(-FAR * away[0], -FAR * away[1], -FAR * away[2]);
      camera.up.set(...up);
      camera.lookAt(0, 0, 0);
      renderer.render(scene, camera);
    },
    dispose() {
      texture?.dispose();
      for (const { geometry, material } of [triangles, strokes]) {
        geometry.dispose();
        material.dispose();
      }
      renderer.dispose();
      renderer.forceContextLoss();
    },
  };
}
