// A hand drawn with a finger, a pen or a mouse: strokes as whole numbers in a box of 600 × 200, sent with the form.
// Without it the name alone is the signature.
(() => {
  const WIDTH = 600, HEIGHT = 200, MOST = 5000, NEAR = 3;
  for (const pad of document.querySelectorAll("[data-hand]")) {
    const canvas = pad.querySelector("canvas"), field = pad.querySelector("[name=strokes]");
    const hint = pad.querySelector("[data-hand-hint]"), ink = canvas.getContext("2d");
    let strokes = [], stroke = null;
    pad.hidden = false;

    function point(event) {
      const box = canvas.getBoundingClientRect();
      const fit = (at, size, most) => Math.max(0, Math.min(most, Math.round(at / size * most)));
      return [fit(event.clientX - box.left, box.width, WIDTH), fit(event.clientY - box.top, box.height, HEIGHT)];
    }
    function draw() {
      ink.clearRect(0, 0, WIDTH, HEIGHT);
      ink.lineWidth = 5;
      ink.lineCap = ink.lineJoin = "round";
      ink.strokeStyle = getComputedStyle(canvas).color;
      for (const line of strokes) {
        ink.beginPath();
        ink.moveTo(line[0], line[1]);
        for (let i = 0; i < line.length; i += 2) ink.lineTo(line[i], line[i + 1]);
        ink.stroke();
      }
    }
    function kept() {
      field.value = strokes.length ? JSON.stringify(strokes) : "";
      hint.hidden = strokes.length > 0;
      draw();
    }
    canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      stroke = point(event);
      strokes.push(stroke);
      kept();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!stroke) return;
      const [x, y] = point(event);
      const isNear = Math.abs(x - stroke[stroke.length - 2]) + Math.abs(y - stroke[stroke.length - 1]) < NEAR;
      if (isNear || strokes.flat().length > MOST) return;
      stroke.push(x, y);
      kept();
    });
    for (const type of ["pointerup", "pointercancel"]) canvas.addEventListener(type, () => { stroke = null; });
    pad.querySelector("[data-hand-clear]").addEventListener("click", () => { strokes = []; kept(); });
  }
})();
