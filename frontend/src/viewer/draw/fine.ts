import { type WebGLRenderer, WebGLRenderTarget } from "three";

const SAMPLES = 4;

/** A method that three.js has for headsets and its types leave out: a target drawn into a framebuffer of one's own. */
type Redirectable = WebGLRenderer & {
  setRenderTargetFramebuffer(target: WebGLRenderTarget, framebuffer: WebGLFramebuffer): void;
};

/**
 * Draws with smooth outlines: into a multisampled framebuffer, several passes on top of one another, then onto the canvas.
 * The canvas itself is plain, because a smooth one would make the first frame wait: drawn in software, twice as long.
 */
export class FineCanvas {
  private readonly gl: WebGL2RenderingContext;
  private readonly target = new WebGLRenderTarget(1, 1, { depthBuffer: false });
  private readonly framebuffer: WebGLFramebuffer;
  private readonly colour: WebGLRenderbuffer;
  private readonly depth: WebGLRenderbuffer;
  private width = 0;
  private height = 0;

  constructor(private readonly renderer: WebGLRenderer) {
    this.gl = renderer.getContext() as WebGL2RenderingContext;
    this.framebuffer = this.gl.createFramebuffer();
    this.colour = this.gl.createRenderbuffer();
    this.depth = this.gl.createRenderbuffer();
  }

  draw(paint: () => void): void {
    const { gl, renderer } = this;
    this.fitCanvas();
    renderer.setRenderTarget(this.target);
    paint();
    renderer.setRenderTarget(null);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.framebuffer);
    const [w, h] = [this.width, this.height];
    gl.blitFramebuffer(0, 0, w, h, 0, 0, w, h, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
  }

  dispose(): void {
    this.gl.deleteFramebuffer(this.framebuffer);
    this.gl.deleteRenderbuffer(this.colour);
    this.gl.deleteRenderbuffer(this.depth);
    this.target.dispose();
  }

  private fitCanvas(): void {
    const { gl } = this;
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    const storage = (buffer: WebGLRenderbuffer, format: number): void => {
      gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, SAMPLES, format, width, height);
    };
    storage(this.colour, gl.RGBA8);
    storage(this.depth, gl.DEPTH24_STENCIL8);
    gl.bindRenderbuffer(gl.RENDERBUFFER, null);
    this.target.setSize(width, height);
    (this.renderer as Redirectable).setRenderTargetFramebuffer(this.target, this.framebuffer);
    this.renderer.setRenderTarget(this.target);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, this.colour);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.RENDERBUFFER, this.depth);
  }
}
