/**
 * The light of the view, written as formulas: a pale room with one broad light at the upper left of whoever looks and a
 * narrow one at the right. Nothing is fetched and no environment map is drawn beforehand, so the first frame comes soon
 * and mirrors still have something to mirror. All directions are turned with the camera (`turn`: its sine and cosine).
 */
export const VERTEX = /* glsl */ `
varying vec3 vNormal;
varying vec3 vWorld;
varying vec3 vLocal;

void main() {
  mat3 own = mat3(instanceMatrix);
  vec3 squares = vec3(dot(own[0], own[0]), dot(own[1], own[1]), dot(own[2], own[2]));
  vNormal = mat3(modelMatrix) * (own * (normal / squares)); // right for stretched placements too
  vec4 place = modelMatrix * (instanceMatrix * vec4(position, 1.0));
  vWorld = place.xyz;
  vLocal = position * sqrt(squares.x);
  gl_Position = projectionMatrix * (viewMatrix * place);
}`;

/** Light to the numbers that a screen takes (sRGB), whatever it is drawn into. */
export const TO_SCREEN = /* glsl */ `
vec3 toScreen(vec3 light) {
  vec3 c = clamp(light, 0.0, 1.0);
  return mix(c * 12.92, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}`;

const ROOM = /* glsl */ `
uniform vec2 turn;

vec3 asSeen(vec3 d) {
  return vec3(d.x * turn.y - d.z * turn.x, d.y, d.x * turn.x + d.z * turn.y);
}

const vec3 KEY = vec3(-0.48, 0.72, 0.50);
const vec3 STRIP = vec3(0.86, 0.28, 0.42);

float lamp(vec3 d, vec3 from, float wide, float blur) {
  return smoothstep(wide - blur, wide + blur * 0.4 + 0.01, dot(d, from));
}

vec3 reflected(vec3 d, float blur) {
  float light = mix(0.34, 0.74, smoothstep(-blur - 0.02, blur + 0.02, d.y));
  light -= 0.22 * (1.0 - smoothstep(0.0, 0.25 + blur, abs(d.y))) * (1.0 - blur); // the dark line where the room ends
  float sharp = 1.0 - smoothstep(0.0, 0.5, blur);
  light += mix(0.2, 1.5, sharp) * lamp(d, KEY, 0.90, blur);
  light += mix(0.1, 0.9, sharp) * lamp(d, STRIP, 0.94, blur);
  return vec3(light);
}

float received(vec3 n) {
  float sky = mix(0.36, 0.60, n.y * 0.5 + 0.5);
  return sky + 0.50 * max(dot(n, KEY), 0.0) + 0.10 * max(dot(n, STRIP), 0.0);
}`;

export const FRAGMENT = /* glsl */ `
varying vec3 vNormal;
varying vec3 vWorld;
varying vec3 vLocal;
uniform vec3 colour;
uniform float alpha;
uniform float metal;
uniform float roughness;
uniform float sheen;  // how much of its mirror image is in its own colour: pearls
uniform float flecks; // glitter and speckle
${ROOM}
${TO_SCREEN}

float speck(vec3 at) {
  vec3 cell = floor(at * 70.0);
  return step(0.93, fract(sin(dot(cell, vec3(12.9898, 78.233, 37.719))) * 43758.5453));
}

void main() {
  vec3 toEye = normalize(cameraPosition - vWorld);
  vec3 n = normalize(vNormal);
  if (!gl_FrontFacing) n = -n;
  float facing = clamp(dot(n, toEye), 0.0, 1.0);
  float smoothness = (1.0 - roughness) * (1.0 - roughness);
  float grazing = pow(1.0 - facing, 5.0) * smoothness;
  float fleck = flecks > 0.0 ? speck(vLocal) * flecks : 0.0;
  vec3 own = mix(colour, vec3(0.85), fleck);
  vec3 straight = mix(vec3(0.04 * smoothness), own, max(metal, sheen));
  vec3 share = straight + (1.0 - straight) * grazing;
  vec3 image = reflected(asSeen(reflect(-toEye, n)), clamp(roughness, 0.03, 1.0)) * share;
  vec3 body = own * received(asSeen(n)) * (1.0 - metal) * (1.0 - 0.5 * sheen);
  float strength = max(share.g, fleck);
  gl_FragColor = vec4(toScreen(body + image), alpha < 1.0 ? clamp(alpha + strength * (1.0 - alpha), 0.0, 1.0) : 1.0);
}`;

/** What is not meant, while something is: one layer of grey glass, darker where it turns away. */
export const GLASS_FRAGMENT = /* glsl */ `
varying vec3 vNormal;
varying vec3 vWorld;

void main() {
  float facing = abs(dot(normalize(vNormal), normalize(cameraPosition - vWorld)));
  gl_FragColor = vec4(vec3(0.44, 0.47, 0.49), 0.10 + 0.22 * pow(1.0 - facing, 2.0));
}`;

export const MASK_FRAGMENT = /* glsl */ `
void main() { gl_FragColor = vec4(1.0); }`;
