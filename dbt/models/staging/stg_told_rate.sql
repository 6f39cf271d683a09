select
    rate_words,
    numerator_words,
    denominator_words,
    cast(sentences_back as smallint) as sentences_back
from {{ source('raw', 'told_rate') }}
