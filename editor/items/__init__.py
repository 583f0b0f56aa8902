"""What is drawn on the canvas. Items only draw; what happens to them is for the gestures."""
