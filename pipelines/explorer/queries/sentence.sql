-- The sentences that findings name, as printed.
select distinct report_id, sentence_no, sentence, page
from marts.fct_narrative_claim
union
select distinct report_id, sentence_no, sentence, page
from marts.fct_narrative_statement
order by report_id, sentence_no
