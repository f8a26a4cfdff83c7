"""Rules of language: text and a language tag in, a typed value or None out, without markup or blogs."""
