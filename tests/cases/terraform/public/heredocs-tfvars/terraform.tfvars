# Values of production.
name               = "weather"
stage_name         = "prod"
backend_url        = "https://forecast.example.com"
log_retention_days = 90

tags = {
  CostCenter = "4711"
  Owner      = "weather@example.com"
}
