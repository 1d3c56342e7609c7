"""An election as one sees it: who may be named, who named whom, ballots that stay folded."""
