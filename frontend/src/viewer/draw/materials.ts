import {
  BufferGeometry,
  type Blending,
  Camera,
  Color,
  DoubleSide,
  FrontSide,
  InstancedMesh,
  NoBlending,
  NormalBlending,
  ShaderMaterial,
  Vector2,
  type WebGLRenderer,
} from "three";

import type { Finish } from "../model/model";
import { FRAGMENT, GLASS_FRAGMENT, MASK_FRAGMENT, VERTEX } from "./shading";

/** Sine and cosine of the camera's yaw, shared by every material: the light goes with whoever looks. */
export type Turn = { value: Vector2 };

interface Look {
  metal?: number;
  roughness?: number;
  sheen?: number;
  flecks?: number;
}

/** How finishes differ from plain plastic; what is not said comes from the file. */
const LOOKS: Readonly<Record<string, Look>> = {
  chrome: { metal: 1, roughness: 0.05 },
  metal: { metal: 0.85, roughness: 0.35 },
  pearl: { metal: 0, sheen: 0.35, roughness: 0.38 },
  rubber: { metal: 0, roughness: 0.95 },
  milky: { roughness: 0.6 },
  glitter: { flecks: 0.8 },
  speckle: { flecks: 0.7 },
};

export function surfaceMaterial(finish: Finish, turn: Turn): ShaderMaterial {
  const look = LOOKS[finish.kind] ?? {};
  const clear = finish.alpha < 1;
  return new ShaderMaterial({
    name: finish.kind,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      turn,
      colour: { value: new Color().setRGB(...finish.colour) },
      alpha: { value: finish.alpha },
      metal: { value: look.metal ?? finish.metal },
      roughness: { value: look.roughness ?? finish.roughness },
      sheen: { value: look.sheen ?? 0 },
      flecks: { value: look.flecks ?? 0 },
    },
    side: finish.bothSides ? DoubleSide : FrontSide,
    transparent: clear,
    polygonOffset: true, // a little behind, so that the edges that bound a face are seen whole
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 1,
    depthWrite: !clear, // clear bricks show what stands behind them, other clear bricks too
  });
}

/** Has the program compiled that nearly all bricks use, while their shapes are still on the way. */
export function warmUp(renderer: WebGLRenderer): void {
  const plastic: Finish = {
    kind: "solid",
    colour: [0, 0, 0],
    edge: [0, 0, 0],
    alpha: 1,
    metal: 0,
    roughness: 0,
    bothSides: false,
  };
  const brick = new InstancedMesh(new BufferGeometry(), surfaceMaterial(plastic, { value: new Vector2() }), 1);
  renderer.compile(brick, new Camera());
}

/** Lays down depth only, so that the glass that follows is one layer thick. */
export function depthMaterial(): ShaderMaterial {
  const material = plain(MASK_FRAGMENT, NoBlending);
  material.colorWrite = false;
  material.polygonOffset = true;
  material.polygonOffsetFactor = material.polygonOffsetUnits = 1;
  return material;
}

export function glassMaterial(): ShaderMaterial {
  const material = plain(GLASS_FRAGMENT, NormalBlending);
  material.transparent = true;
  material.depthWrite = false;
  return material;
}

export function maskMaterial(): ShaderMaterial {
  const material = plain(MASK_FRAGMENT, NoBlending);
  material.depthTest = material.depthWrite = false;
  return material;
}

function plain(fragmentShader: string, blending: Blending): ShaderMaterial {
  return new ShaderMaterial({ vertexShader: VERTEX, fragmentShader, blending, side: DoubleSide });
}
