output "inside_api_id" {
  description = "The API's identifier"
  value       = aws_api_gateway_rest_api.inside.id
}

output "inside_api_arn" {
  description = "The API's ARN"
  value       = aws_api_gateway_rest_api.inside.arn
}

output "inside_execution_arn" {
  description = "The start of the ARNs that callers are granted"
  value       = aws_api_gateway_rest_api.inside.execution_arn
}

output "inside_invoke_url" {
  description = "Where the stage answers"
  value       = aws_api_gateway_stage.inside_prod.invoke_url
}

output "inside_stage_arn" {
  description = "The stage's ARN"
  value       = aws_api_gateway_stage.inside_prod.arn
}

output "outside_api_id" {
  description = "The API's identifier"
  value       = aws_apigatewayv2_api.outside.id
}

output "outside_api_arn" {
  description = "The API's ARN"
  value       = aws_apigatewayv2_api.outside.arn
}

output "outside_execution_arn" {
  description = "The start of the ARNs that callers are granted"
  value       = aws_apigatewayv2_api.outside.execution_arn
}

output "outside_invoke_url" {
  description = "Where the stage answers"
  value       = aws_apigatewayv2_stage.outside_default.invoke_url
}

output "outside_stage_arn" {
  description = "The stage's ARN"
  value       = aws_apigatewayv2_stage.outside_default.arn
}

output "custom_domain_target" {
  description = "Where the DNS record of api.example.com points"
  value       = aws_apigatewayv2_domain_name.this.domain_name_configuration[0].target_domain_name
}
