output "endpoint" {
  description = "Where the shop's API answers"
  value       = aws_apigatewayv2_stage.this.invoke_url
}
