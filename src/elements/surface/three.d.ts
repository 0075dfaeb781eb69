// three.d.ts: the little of three.js that `stage` uses; its own types would bring in packages for physics and headsets.
declare module "three" {
  export class BufferAttribute {
    constructor(values: Float32Array | Uint32Array, size: number);
    readonly array: Float32Array;
    needsUpdate: boolean;
    addUpdateRange(start: number, count: number): void;
    clearUpdateRanges(): void;
  }
  export class InterleavedBuffer {
    constructor(values: Float32Array, stride: number);
    readonly array: Float32Array;
    needsUpdate: boolean;
    addUpdateRange(start: number, count: number): void;
    clearUpdateRanges(): void;
  }
  export class InterleavedBufferAttribute {
    constructor(buffer: InterleavedBuffer, size: number, offset: number);
    readonly data: InterleavedBuffer;
  }
  export class BufferGeometry {
    readonly attributes: Readonly<Record<string, BufferAttribute | InterleavedBufferAttribute>>;
    setAttribute(name: string, attribute: BufferAttribute | InterleavedBufferAttribute): this;
    setIndex(order: BufferAttribute): this;
    setDrawRange(start: number, count: number): void;
    dispose(): void;
  }
  export class Vector2 {
    constructor(x?: number, y?: number);
  }
  export class Vector3 {
    set(x: number, y: number, z: number): this;
  }
  export class Object3D {
    readonly position: Vector3;
    readonly up: Vector3;
    frustumCulled: boolean;
    add(...children: Object3D[]): this;
    lookAt(x: number, y: number, z: number): void;
  }
  export class Scene extends Object3D {}
  export class OrthographicCamera extends Object3D {
    constructor(left: number, right: number, top: number, bottom: number, near: number, far: number);
  }
  export class DataTexture {
    constructor(bytes: Uint8Array, width: number, height: number);
    minFilter: number;
    magFilter: number;
    needsUpdate: boolean;
    dispose(): void;
  }
  export class ShaderMaterial {
    constructor(options: {
      readonly vertexShader: string;
      readonly fragmentShader: string;
      readonly uniforms: Readonly<Record<string, { value: unknown }>>;
      readonly side?: number;
      readonly transparent?: boolean;
      readonly depthWrite?: boolean;
      readonly polygonOffset?: boolean;
      readonly polygonOffsetUnits?: number;
    });
    readonly uniforms: Record<string, { value: unknown }>;
    polygonOffsetFactor: number;
    dispose(): void;
  }
  export class Mesh<Geometry extends BufferGeometry = BufferGeometry> extends Object3D {
    constructor(geometry: Geometry, material: ShaderMaterial);
    geometry: Geometry;
    readonly material: ShaderMaterial;
  }
  export class WebGLRenderer {
    constructor(options: {
      readonly canvas: HTMLCanvasElement;
      readonly antialias: boolean;
      readonly alpha: boolean;
    });
    sortObjects: boolean;
    setPixelRatio(ratio: number): void;
    setSize(width: number, height: number, style: boolean): void;
    render(scene: Scene, camera: OrthographicCamera): void;
    dispose(): void;
    forceContextLoss(): void;
  }
  export const DoubleSide: number;
  export const LinearFilter: number;
}
