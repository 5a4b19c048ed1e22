# What waits for what: implied by references, kept, and told.
resource "aws_apigatewayv2_api" "this" {
  name          = "order"
  protocol_type = "HTTP"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_apigatewayv2_integration" "jobs" {
  api_id             = aws_apigatewayv2_api.this.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "https://jobs.example.com"
  depends_on         = [aws_apigatewayv2_api.this, aws_sqs_queue.jobs]
}

resource "aws_apigatewayv2_route" "jobs" {
  api_id     = aws_apigatewayv2_api.this.id
  route_key  = "GET /jobs"
  target     = "integrations/${aws_apigatewayv2_integration.jobs.id}"
  depends_on = [aws_apigatewayv2_integration.jobs, aws_sqs_queue.elsewhere]
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "live"
  auto_deploy = true
  depends_on  = [aws_apigatewayv2_route.jobs]
}
