//! Gateway Studio's answers about an Amazon API Gateway design.
