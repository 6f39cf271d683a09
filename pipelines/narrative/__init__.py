"""Running text to claims: lines to paragraphs, paragraphs to sentences, sentences to figures.

Knows neither tables nor file formats; wording lives in catalogue/narrative.
"""
