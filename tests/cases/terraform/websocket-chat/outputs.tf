output "api_id" {
  description = "The API's identifier"
  value       = aws_apigatewayv2_api.this.id
}

output "api_arn" {
  description = "The API's ARN"
  value       = aws_apigatewayv2_api.this.arn
}

output "execution_arn" {
  description = "The start of the ARNs that callers are granted"
  value       = aws_apigatewayv2_api.this.execution_arn
}

output "invoke_url" {
  description = "Where the stage answers"
  value       = aws_apigatewayv2_stage.prod.invoke_url
}

output "stage_arn" {
  description = "The stage's ARN"
  value       = aws_apigatewayv2_stage.prod.arn
}

output "custom_domain_target" {
  description = "Where the DNS record of chat.example.com points"
  value       = aws_apigatewayv2_domain_name.this.domain_name_configuration[0].target_domain_name
}
