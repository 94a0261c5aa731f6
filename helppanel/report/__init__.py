"""Make a report: draft, facts, scrubbing, and the parcel that will leave."""
