"""The saved queries of docs/answers over the shipped samples, and the page that shows them."""
