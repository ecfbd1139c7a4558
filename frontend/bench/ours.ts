import { startViewer } from "../src/viewer/index";
import { modelAddress, noteFirstFrame } from "./first_frame";
import "./bench.css";

const place = document.getElementById("place")!;
place.dataset["glb"] = modelAddress();
place.addEventListener("viewer:first-frame", () => noteFirstFrame(place.querySelector("canvas")!));
startViewer(place);
