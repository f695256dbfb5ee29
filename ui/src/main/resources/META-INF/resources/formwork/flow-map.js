// A small picture of a flow too large for its window: what lies where, what one sees of it, a press goes there.

const WIDE = 168;
const HIGH = 120;

export class MiniMap {
  element = document.createElement("canvas");
  #scroll;
  #paper;

  constructor(scroll, paper) {
    this.#scroll = scroll;
    this.#paper = paper;
    this.element.className = "fw-flow-map";
    this.element.width = WIDE * 2;
    this.element.height = HIGH * 2;
    this.element.setAttribute("aria-hidden", "true");
    this.element.hidden = true;
    const go = (event) => {
      if (event.buttons) {
        this.#goTo(event.offsetX, event.offsetY);
      }
    };
    this.element.addEventListener("pointerdown", go);
    this.element.addEventListener("pointermove", go);
  }

  #scale() {
    return Math.min(WIDE / this.#scroll.scrollWidth, HIGH / this.#scroll.scrollHeight);
  }

  #goTo(x, y) {
    const scale = this.#scale();
    this.#scroll.scrollTo(x / scale - this.#scroll.clientWidth / 2, y / scale - this.#scroll.clientHeight / 2);
  }

  draw() {
    const { clientWidth, clientHeight, scrollWidth, scrollHeight, scrollLeft, scrollTop } = this.#scroll;
    this.element.hidden = innerWidth < 800 || (scrollWidth <= clientWidth * 1.3 && scrollHeight <= clientHeight * 1.5);
    if (this.element.hidden) {
      return;
    }
    const pen = this.element.getContext("2d");
    const scale = this.#scale() * 2;
    const origin = this.#scroll.getBoundingClientRect();
    pen.clearRect(0, 0, this.element.width, this.element.height);
    this.#paper.querySelectorAll(".fw-flow-card").forEach((card) => {
      const at = card.getBoundingClientRect();
      pen.fillStyle = getComputedStyle(card.firstElementChild).backgroundColor;
      pen.fillRect((at.x - origin.x + scrollLeft) * scale, (at.y - origin.y + scrollTop) * scale, Math.max(3, at.width * scale), Math.max(3, at.height * scale));
    });
    pen.strokeStyle = getComputedStyle(this.element).color;
    pen.lineWidth = 2;
    pen.strokeRect(scrollLeft * scale + 1, scrollTop * scale + 1, clientWidth * scale - 2, clientHeight * scale - 2);
  }
}
