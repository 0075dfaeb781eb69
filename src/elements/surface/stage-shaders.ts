// stage-shaders.ts: how a stage's triangles and strokes become pixels, in GLSL.

/** A height's colour is that of its band. Borders of bands are a pixel wide, so that they look smooth without antialiasing. */
export const triangleShaders = {
  vertexShader: `
    uniform vec2 scale;
    attribute vec4 corner;
    varying vec3 place;
    void main() {
      place = vec3(scale.x * corner.z + scale.y, corner.w, corner.z);
      gl_Position = projectionMatrix * (modelViewMatrix * vec4(corner.xyz, 1.0));
    }`,
  fragmentShader: `
    uniform sampler2D colours;
    uniform float reach;
    varying vec3 place;
    void main() {
      if (abs(place.z) > reach) discard;
      vec2 size = vec2(textureSize(colours, 0));
      float at = place.x * size.x;
      float border = floor(at + 0.5);
      at = border + clamp((at - border) / max(fwidth(at), 1e-6), -0.5, 0.5);
      float light = (0.5 + place.y * (size.y - 1.0)) / size.y;
      gl_FragColor = vec4(texture2D(colours, vec2(at / size.x, light)).rgb, 1.0);
    }`,
};

/**
 * Rectangles around the strokes as they are seen, half a pixel wider all around: the edge fades over one pixel. Ends
 * are round. Four vertices hold the same stroke; `side` is at which end each of them is, and on which side.
 */
export const strokeShaders = {
  vertexShader: `
    uniform float size;
    attribute vec3 start;
    attribute vec3 end;
    attribute vec4 ink;
    varying vec4 pen;
    varying vec3 across;
    varying float height;
    void main() {
      vec2 side = vec2(gl_VertexID / 2 % 2, 2 * (gl_VertexID % 2) - 1);
      vec4 from = projectionMatrix * (modelViewMatrix * vec4(start, 1.0));
      vec4 to = projectionMatrix * (modelViewMatrix * vec4(end, 1.0));
      vec2 way = (to.xy - from.xy) * size * 0.5;
      float run = length(way);
      vec2 along = run > 0.0 ? way / run : vec2(1.0, 0.0);
      float reach = 0.5 * ink.w + 0.5;
      vec2 offset = (2.0 * side.x - 1.0) * along * reach + side.y * vec2(-along.y, along.x) * reach;
      gl_Position = mix(from, to, side.x);
      gl_Position.xy += offset * 2.0 / size;
      pen = ink;
      across = vec3(side.x * run + (2.0 * side.x - 1.0) * reach, side.y * reach, run);
      height = mix(start.z, end.z, side.x);
    }`,
  fragmentShader: `
    uniform float reach;
    varying vec4 pen;
    varying vec3 across;
    varying float height;
    void main() {
      if (abs(height) > reach * 1.0001) discard;
      float beyond = max(max(-across.x, across.x - across.z), 0.0);
      float inside = 0.5 * pen.w + 0.5 - length(vec2(beyond, across.y));
      if (inside <= 0.0) discard;
      gl_FragColor = vec4(pen.rgb, min(inside, 1.0));
    }`,
};
