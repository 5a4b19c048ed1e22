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
  value       = aws_apigatewayv2_stage.stagename.invoke_url
}

output "stage_arn" {
  description = "The stage's ARN"
  value       = aws_apigatewayv2_stage.stagename.arn
}
