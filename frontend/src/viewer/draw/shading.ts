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
  mat4 world = modelMatrix * instanceMatrix;
  vec3 a = world[0].xyz, b = world[1].xyz, c = world[2].xyz;
  mat3 cofactors = mat3(cross(b, c), cross(c, a), cross(a, b)); // turns normals rightly, skewed placements too
  vNormal = cofactors * normal * sign(dot(a, cofactors[0]));
  vec4 place = world * vec4(position, 1.0);
  vWorld = place.xyz;
  vLocal = position * length(a);
  gl_Position = projectionMatrix * viewMatrix * place;
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
  light += mix(1.5, 0.35, blur) * lamp(d, KEY, 0.90, blur);
  light += mix(0.9, 0.15, blur) * lamp(d, STRIP, 0.94, blur);
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

float speck(vec3 at) {
  vec3 cell = floor(at * 40.0);
  return step(0.93, fract(sin(dot(cell, vec3(12.9898, 78.233, 37.719))) * 43758.5453));
}

void main() {
  vec3 toEye = normalize(cameraPosition - vWorld);
  vec3 n = normalize(vNormal);
  if (!gl_FrontFacing) n = -n;
  float facing = clamp(dot(n, toEye), 0.0, 1.0);
  float grazing = pow(1.0 - facing, 5.0) * (1.0 - roughness);
  float fleck = flecks > 0.0 ? speck(vLocal) * flecks : 0.0;
  vec3 own = mix(colour, vec3(0.85), fleck);
  vec3 straight = mix(vec3(0.04 * (1.0 - roughness)), own, max(metal, sheen));
  vec3 share = straight + (1.0 - straight) * grazing;
  vec3 image = reflected(asSeen(reflect(-toEye, n)), clamp(roughness, 0.03, 1.0)) * share;
  vec3 body = own * received(asSeen(n)) * (1.0 - metal) * (1.0 - 0.5 * sheen);
  float strength = max(share.g, fleck);
  gl_FragColor = vec4(body + image, alpha < 1.0 ? clamp(alpha + strength * (1.0 - alpha), 0.0, 1.0) : 1.0);
  #include <colorspace_fragment>
}`;

/** What is not meant, while something is: one layer of grey glass, darker where it turns away. */
export const GLASS_FRAGMENT = /* glsl */ `
varying vec3 vNormal;
varying vec3 vWorld;

void main() {
  float facing = abs(dot(normalize(vNormal), normalize(cameraPosition - vWorld)));
  gl_FragColor = vec4(vec3(0.16, 0.19, 0.21), 0.10 + 0.22 * pow(1.0 - facing, 2.0));
  #include <colorspace_fragment>
}`;

export const MASK_FRAGMENT = /* glsl */ `
void main() { gl_FragColor = vec4(1.0); }`;
