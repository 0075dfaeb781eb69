// stage.ts: triangles and strokes on a canvas, by three.js. Nothing else imports three.js, and this file is loaded only when it is wanted (load-stage.ts).
import {
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  Mesh,
  MeshBasicMaterial,
  OrthographicCamera,
  Scene,
  WebGLRenderer,
} from "three";
import { LineMaterial } from "three/addons/lines/LineMaterial.js";
import { LineSegments2 } from "three/addons/lines/LineSegments2.js";
import { LineSegmentsGeometry } from "three/addons/lines/LineSegmentsGeometry.js";

/** Corners of triangles, three numbers each, and their colours, red, green and blue from 0 to 1 in linear light. */
export interface Triangles {
  readonly corners: Float32Array;
  readonly colours: Float32Array;
}

/** Straight strokes of one colour and width in pixels: from, to, from, to …, three numbers each. */
export interface Strokes {
  readonly points: Float32Array;
  readonly colour: string;
  readonly width: number;
}

/** From where the scene is seen: towards its middle, along `away`, with `up` upwards. */
export interface Sight {
  readonly away: readonly [number, number, number];
  readonly up: readonly [number, number, number];
}

export interface Stage {
  /** What is shown from now on. */
  fill(triangles: Triangles, strokes: readonly Strokes[]): void;
  /** Draws it as it is seen from there, on a square of so many pixels. */
  draw(sight: Sight, size: number): void;
  dispose(): void;
}

/** How far the camera is away: parallel sight looks the same from anywhere outside of the scene. */
const FAR = 10;

/**
 * @param extent half the width and height of what is seen
 * @throws {Error} if the browser gives no WebGL
 */
export function createStage(canvas: HTMLCanvasElement, extent: number): Stage {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  const scene = new Scene();
  const camera = new OrthographicCamera(-extent, extent, extent, -extent, 0, 2 * FAR);
  // Strokes lie on the triangles, which stand back for them.
  const behind = { polygonOffset: true, polygonOffsetFactor: 1, polygonOffsetUnits: 1 };
  const material = new MeshBasicMaterial({ vertexColors: true, side: DoubleSide, ...behind });
  const mesh = new Mesh(new BufferGeometry(), material);
  scene.add(mesh);
  let lines: LineSegments2[] = [];
  let drawn = 0;

  const clear = (): void => {
    mesh.geometry.dispose();
    scene.remove(...lines);
    for (const { geometry, material } of lines) {
      geometry.dispose();
      material.dispose();
    }
    lines = [];
  };
  return {
    fill({ corners, colours }, strokes) {
      clear();
      mesh.geometry = new BufferGeometry()
        .setAttribute("position", new BufferAttribute(corners, 3))
        .setAttribute("color", new BufferAttribute(colours, 3));
      lines = strokes
        .filter(({ points }) => points.length > 0)
        .map(({ points, colour, width }) => {
          const geometry = new LineSegmentsGeometry().setPositions(points);
          return new LineSegments2(geometry, new LineMaterial({ color: colour, linewidth: width }));
        });
      scene.add(...lines);
    },
    draw({ away, up }, size) {
      if (drawn !== size) {
        renderer.setPixelRatio(devicePixelRatio);
        renderer.setSize(size, size, false);
        drawn = size;
      }
      camera.position.set(-FAR * away[0], -FAR * away[1], -FAR * away[2]);
      camera.up.set(...up);
      camera.lookAt(0, 0, 0);
      renderer.render(scene, camera);
    },
    dispose() {
      clear();
      material.dispose();
      renderer.dispose();
      renderer.forceContextLoss();
    },
  };
}
