import { Box3, DirectionalLight, HemisphereLight, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from "three";
import { LDrawLoader } from "three/addons/loaders/LDrawLoader.js";
import { LDrawConditionalLineMaterial } from "three/addons/materials/LDrawConditionalLineMaterial.js";

import { modelAddress, note } from "./first_frame";
import "./bench.css";

/** The shortest way that three.js's own documentation shows, with plain lights: nothing that would slow it down. */
async function show(place: HTMLElement): Promise<void> {
  const loader = new LDrawLoader();
  loader.setConditionalLineMaterial(LDrawConditionalLineMaterial);
  loader.setPartsLibraryPath("/library/");
  await loader.preloadMaterials("/library/LDConfig.ldr");
  const model = await loader.loadAsync(modelAddress());
  model.rotation.x = Math.PI;
  const scene = new Scene().add(model, new HemisphereLight(), new DirectionalLight());
  const renderer = new WebGLRenderer({ antialias: true, alpha: true });
  renderer.setSize(place.clientWidth, place.clientHeight);
  place.append(renderer.domElement);
  renderer.render(scene, cameraFor(new Box3().setFromObject(model), place.clientWidth / place.clientHeight));
  note("firstFrame", renderer.domElement);
  note("complete", renderer.domElement); // its lines come with its first frame
}

function cameraFor(box: Box3, aspect: number): PerspectiveCamera {
  const centre = box.getCenter(new Vector3());
  const size = box.getSize(new Vector3()).length();
  const camera = new PerspectiveCamera(30, aspect, size / 100, size * 10);
  camera.position.copy(centre).add(new Vector3(0.52, 0.43, 0.73).multiplyScalar(size * 1.9));
  camera.lookAt(centre);
  return camera;
}

show(document.getElementById("place")!).catch((error: unknown) => (window.failure = String(error)));
