"""Events that are said elsewhere than beside their date: in another sentence, a heading, a list, or not at all."""
