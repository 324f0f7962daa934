// A batch that is not done goes on by itself: the button that does it without a script is pressed.
"use strict";

document.querySelector("form[data-goes-on]")?.requestSubmit();
