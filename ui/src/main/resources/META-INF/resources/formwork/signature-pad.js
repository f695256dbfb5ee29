// A place to sign with a finger, a pen or a mouse; or by typing one's name. Gives a small PNG.

const WIDE = 640;
const HIGH = 220;

class SignaturePad extends HTMLElement {
  #canvas = document.createElement("canvas");
  #typed = document.createElement("input");
  #pen = this.#canvas.getContext("2d");
  #last;

  connectedCallback() {
    if (this.#canvas.parentNode) {
      return;
    }
    this.#canvas.width = WIDE;
    this.#canvas.height = HIGH;
    this.#canvas.className = "fw-signature-paper";
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", this.getAttribute("label"));
    this.#typed.className = "fw-signature-typed";
    this.#typed.placeholder = this.getAttribute("typed");
    this.#typed.setAttribute("aria-label", this.getAttribute("typed"));
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "fw-signature-clear";
    clear.textContent = this.getAttribute("clear");
    clear.addEventListener("click", () => this.#clear());
    const row = document.createElement("div");
    row.className = "fw-signature-row";
    row.append(this.#typed, clear);
    this.append(this.#canvas, row);
    this.#canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    this.#canvas.addEventListener("pointermove", (event) => this.#draw(event));
    this.#canvas.addEventListener("pointerup", () => this.#end());
    this.#canvas.addEventListener("pointercancel", () => this.#end());
    this.#typed.addEventListener("input", () => this.#write());
  }

  #at(event) {
    const { width, height } = this.#canvas.getBoundingClientRect();
    return [(event.offsetX * WIDE) / width, (event.offsetY * HIGH) / height];
  }

  #begin(event) {
    event.preventDefault();
    this.#canvas.setPointerCapture(event.pointerId);
    this.#last = this.#at(event);
    this.#draw(event);
  }

  #draw(event) {
    if (!this.#last) {
      return;
    }
    const to = this.#at(event);
    this.#pen.strokeStyle = "#1b2230";
    this.#pen.lineWidth = 4;
    this.#pen.lineCap = "round";
    this.#pen.beginPath();
    this.#pen.moveTo(...this.#last);
    this.#pen.lineTo(...to);
    this.#pen.stroke();
    this.#last = to;
  }

  #end() {
    if (this.#last) {
      this.#last = undefined;
      this.#tell(this.#canvas.toDataURL("image/png"));
    }
  }

  #write() {
    this.#pen.clearRect(0, 0, WIDE, HIGH);
    const name = this.#typed.value.trim();
    if (!name) {
      this.#tell("");
      return;
    }
    this.#pen.fillStyle = "#1b2230";
    this.#pen.font = "italic 64px 'Segoe Script', 'KaiTi', 'STKaiti', cursive";
    this.#pen.textBaseline = "middle";
    this.#pen.fillText(name, 32, HIGH / 2, WIDE - 64);
    this.#tell(this.#canvas.toDataURL("image/png"));
  }

  #clear() {
    this.#typed.value = "";
    this.#pen.clearRect(0, 0, WIDE, HIGH);
    this.#tell("");
  }

  #tell(image) {
    this.dispatchEvent(new CustomEvent("fw-signed", { detail: { image } }));
  }
}

customElements.define("fw-signature", SignaturePad);
