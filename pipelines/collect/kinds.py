"""The kinds of reports that are collected; the words that tell them are the catalogue's."""

KINDS = ("final_accounts", "self_evaluation")
