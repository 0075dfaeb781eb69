// three.d.ts: the little of three.js that `stage` uses; its own types would bring in packages for physics and headsets.
declare module "three" {
  export class Color {
    constructor(colour: string);
  }
  export class BufferAttribute {
    constructor(values: Float32Array, size: number);
  }
  export class BufferGeometry {
    setAttribute(name: string, attribute: BufferAttribute): this;
    dispose(): void;
  }
  export class Vector3 {
    set(x: number, y: number, z: number): this;
  }
  export class Object3D {
    readonly position: Vector3;
    readonly up: Vector3;
    add(...children: Object3D[]): this;
    remove(...children: Object3D[]): this;
    lookAt(x: number, y: number, z: number): void;
  }
  export class Scene extends Object3D {}
  export class OrthographicCamera extends Object3D {
    constructor(left: number, right: number, top: number, bottom: number, near: number, far: number);
  }
  export interface Material {
    dispose(): void;
  }
  export class MeshBasicMaterial implements Material {
    constructor(options: {
      readonly vertexColors?: boolean;
      readonly side?: number;
      readonly polygonOffset?: boolean;
      readonly polygonOffsetFactor?: number;
      readonly polygonOffsetUnits?: number;
    });
    dispose(): void;
  }
  export class Mesh extends Object3D {
    constructor(geometry: BufferGeometry, material: Material);
    geometry: BufferGeometry;
  }
  export class WebGLRenderer {
    constructor(options: {
      readonly canvas: HTMLCanvasElement;
      readonly antialias: boolean;
      readonly alpha: boolean;
      readonly preserveDrawingBuffer?: boolean;
    });
    setPixelRatio(ratio: number): void;
    setSize(width: number, height: number, style: boolean): void;
    render(scene: Scene, camera: OrthographicCamera): void;
    dispose(): void;
    forceContextLoss(): void;
  }
  export const DoubleSide: number;
}

declare module "three/addons/lines/LineSegments2.js" {
  import type { Object3D } from "three";
  import type { LineMaterial } from "three/addons/lines/LineMaterial.js";
  import type { LineSegmentsGeometry } from "three/addons/lines/LineSegmentsGeometry.js";
  export class LineSegments2 extends Object3D {
    constructor(geometry: LineSegmentsGeometry, material: LineMaterial);
    readonly geometry: LineSegmentsGeometry;
    readonly material: LineMaterial;
  }
}

declare module "three/addons/lines/LineSegmentsGeometry.js" {
  import { BufferGeometry } from "three";
  export class LineSegmentsGeometry extends BufferGeometry {
    setPositions(values: Float32Array): this;
  }
}

declare module "three/addons/lines/LineMaterial.js" {
  import type { Material } from "three";
  export class LineMaterial implements Material {
    constructor(options: { readonly color: string; readonly linewidth: number });
    dispose(): void;
  }
}
