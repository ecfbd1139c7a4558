import { startViewer } from "../src/viewer/index";
import { modelAddress, note } from "./first_frame";
import "./bench.css";

const place = document.getElementById("place")!;
place.dataset["glb"] = modelAddress();
place.addEventListener("viewer:first-frame", () => note("firstFrame", place.querySelector("canvas")!));
place.addEventListener("viewer:complete", () => note("complete", place.querySelector("canvas")!));
startViewer(place);
