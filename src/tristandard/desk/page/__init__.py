"""Pages as one HTML file each: what officials open in a browser and print, with no number of their own."""
