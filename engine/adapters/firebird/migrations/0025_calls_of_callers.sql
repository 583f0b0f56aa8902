-- What somebody has called us about before: the history of a number has the calls that came in, too.
CREATE INDEX incoming_calls_phone ON incoming_calls (phone, received_at);
