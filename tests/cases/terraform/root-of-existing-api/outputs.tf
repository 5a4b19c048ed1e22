output "api_id" {
  description = "The API's identifier"
  value       = aws_api_gateway_rest_api.orders.id
}

output "api_arn" {
  description = "The API's ARN"
  value       = aws_api_gateway_rest_api.orders.arn
}

output "execution_arn" {
  description = "The start of the ARNs that callers are granted"
  value       = aws_api_gateway_rest_api.orders.execution_arn
}

output "invoke_url" {
  description = "Where the stage answers"
  value       = aws_api_gateway_stage.prod.invoke_url
}

output "stage_arn" {
  description = "The stage's ARN"
  value       = aws_api_gateway_stage.prod.arn
}

output "api_key_ids" {
  description = "Identifiers of the API keys by name"

  value = {
    basic_client   = aws_api_gateway_api_key.basic_client.id
    partner_client = aws_api_gateway_api_key.partner_client.id
    retired_client = aws_api_gateway_api_key.retired_client.id
  }
}

output "custom_domain_target" {
  description = "Where the DNS record of shop-api.example.com points"
  value       = aws_api_gateway_domain_name.this.regional_domain_name
}
